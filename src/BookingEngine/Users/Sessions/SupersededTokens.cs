using System.Globalization;
using NodaTime;

namespace BookingEngine.Users.Sessions;

/// <summary>The refresh tokens that a session replaced within the last seconds, as one text: the hash of each and when it was replaced. With them,
/// a second tab that was only late is distinguished from a copy that is used later.</summary>
public static class SupersededTokens
{
    /// <summary>How long a replaced token does not end its session.</summary>
    public static readonly Duration Grace = Duration.FromSeconds(10);

    private const int Maximum = 20;

    /// <summary>Adds a token and drops those that no longer count.</summary>
    public static string Add(string superseded, string hash, Instant at) => string.Join(
        ' ', [.. Entries(superseded).Where(entry => IsRecent(entry.At, at)).TakeLast(Maximum - 1).Select(Write), Write((hash, at))]);

    /// <summary>Whether the token was replaced within <see cref="Grace"/> before the instant, or after it.</summary>
    public static bool Contain(string superseded, string hash, Instant now) =>
        Entries(superseded).Any(entry => entry.Hash == hash && IsRecent(entry.At, now));

    private static bool IsRecent(Instant at, Instant now) => now - at <= Grace;

    private static IEnumerable<(string Hash, Instant At)> Entries(string superseded) =>
        from entry in superseded.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = entry.Split(':')
        select (parts[0], Instant.FromUnixTimeTicks(long.Parse(parts[1], CultureInfo.InvariantCulture)));

    private static string Write((string Hash, Instant At) entry) =>
        string.Create(CultureInfo.InvariantCulture, $"{entry.Hash}:{entry.At.ToUnixTimeTicks()}");
}
