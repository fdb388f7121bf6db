using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.Functions.Http;

/// <summary>Where a list goes on: opaque to the client, signed, and good for the query it came from alone.</summary>
public sealed class Cursor(Settings settings)
{
    private const int SignatureSize = 16;
    private readonly byte[] _key = settings.DeriveKey("cursors");

    public string Write(string query, string sortKey)
    {
        var key = Encoding.UTF8.GetBytes(sortKey);
        return Base64Url.EncodeToString([.. Sign(query, key), .. key]);
    }

    /// <summary>The sort key to go on after; null for a cursor that is not ours or not this query's.</summary>
    public string? Read(string query, string cursor)
    {
        if (cursor.Length > 512 || !Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > SignatureSize } bytes)
        {
            return null;
        }

        var key = bytes[SignatureSize..];
        return CryptographicOperations.FixedTimeEquals(Sign(query, key), bytes.AsSpan(0, SignatureSize)) ? Encoding.UTF8.GetString(key) : null;
    }

    private byte[] Sign(string query, byte[] key) =>
        HMACSHA256.HashData(_key, (byte[])[.. Encoding.UTF8.GetBytes(query), 0, .. key])[..SignatureSize];
}
