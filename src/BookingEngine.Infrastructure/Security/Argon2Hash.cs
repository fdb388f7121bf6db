using System.Globalization;
using System.Text.RegularExpressions;

namespace BookingEngine.Infrastructure.Security;

/// <summary>The cost of a hash. <see cref="Today"/> is the first choice of OWASP's Password Storage Cheat Sheet for Argon2id on one lane.</summary>
public readonly record struct Argon2Cost(int MemoryKiB, int Passes)
{
    public static Argon2Cost Today { get; } = new(MemoryKiB: 19 * 1024, Passes: 2);
}

/// <summary>An Argon2id hash in PHC string format: <c>$argon2id$v=19$m=19456,t=2,p=1$salt$hash</c>, Base64 without padding.</summary>
internal sealed partial record Argon2Hash(Argon2Cost Cost, byte[] Salt, byte[] Hash)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"$argon2id$v=19$m={Cost.MemoryKiB},t={Cost.Passes},p=1${Encode(Salt)}${Encode(Hash)}");

    public static Argon2Hash Parse(string text)
    {
        var match = Format().Match(text);
        return match.Success
            ? new Argon2Hash(new Argon2Cost(WholeNumber(match, "m"), WholeNumber(match, "t")), Decode(match, "salt"), Decode(match, "hash"))
            : throw new FormatException("A stored password hash is not an Argon2id hash in PHC format.");
    }

    [GeneratedRegex(@"^\$argon2id\$v=19\$m=(?<m>\d{1,7}),t=(?<t>\d{1,3}),p=1\$(?<salt>[A-Za-z0-9+/]+)\$(?<hash>[A-Za-z0-9+/]+)$")]
    private static partial Regex Format();

    private static int WholeNumber(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Decode(Match match, string group)
    {
        var text = match.Groups[group].Value;
        return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
    }
}
