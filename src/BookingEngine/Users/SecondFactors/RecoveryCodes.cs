using BookingEngine.Ports;
using BookingEngine.Privacy;

namespace BookingEngine.Users.SecondFactors;

/// <summary>Codes for who has lost the device. Each works once. They are shown once, and stored as hashes.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    private const int Bytes = 10, GroupLength = 5;

    /// <summary>Such as <c>1f0c3-99a7e-02b44-d1c5e</c>: 80 random bits, so that a hash without salt cannot be guessed.</summary>
    public static IReadOnlyList<string> New(IRandomBytes random) => [.. Enumerable.Range(0, Count).Select(_ => NewCode(random))];

    public static string Hash(string code) => TokenCodec.Hash(Plain(code));

    /// <summary>Without blanks and hyphens, in lower case.</summary>
    internal static string Plain(string code) => string.Concat(code.Where(c => c is not ('-' or ' '))).ToLowerInvariant();

    private static string NewCode(IRandomBytes random)
    {
        var bytes = new byte[Bytes];
        random.Fill(bytes);
        return string.Join('-', Convert.ToHexStringLower(bytes).Chunk(GroupLength).Select(group => new string(group)));
    }
}
