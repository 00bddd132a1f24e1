import Glibc

/// The machine's clock, which libraries never read by themselves.
package enum SystemClock {
    /// Seconds since 1970-01-01T00:00:00Z.
    package static var secondsSince1970: Int64 {
        var now = timespec()
        // CLOCK_REALTIME always exists.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec)
    }
}
