using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace BookingEngine.Tests.Users.SecondFactors;

/// <summary>An authenticator app by the letter of RFC 6238, without a library.</summary>
internal static class TimeCodes
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="steps">How many periods of 30 seconds later.</param>
    public static string At(string secret, DateTimeOffset now, int steps = 0)
    {
        var counter = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, (now.ToUnixTimeSeconds() / 30) + steps);
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string secret)
    {
        List<byte> bytes = [];
        var (bits, count) = (0, 0);
        foreach (var c in secret)
        {
            (bits, count) = (((bits << 5) | Alphabet.IndexOf(c, StringComparison.Ordinal)) & 0xFFFF, count + 5);
            if (count >= 8)
            {
                count -= 8;
                bytes.Add((byte)(bits >> count));
            }
        }

        return [.. bytes];
    }
}
