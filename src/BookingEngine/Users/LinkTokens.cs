using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Users;

/// <summary>What a link in a mail may be for.</summary>
public enum LinkPurpose
{
    ResetPassword,
    VerifyEmail,
}

/// <summary>Tokens of links in mails. A token follows from the deployment's key, its purpose, the user and the request it answers: it can
/// be made again for a second try of its mail, and so need not be kept anywhere.</summary>
public sealed class LinkTokens(byte[] key)
{
    private const int GuidSize = 16, MacSize = HMACSHA256.HashSizeInBytes;

    /// <summary>The user's id, the request's id and their HMAC-SHA-256, in Base64url: 86 characters.</summary>
    public string Create(LinkPurpose purpose, UserId user, Guid request)
    {
        byte[] ids = [.. user.Value.ToByteArray(bigEndian: true), .. request.ToByteArray(bigEndian: true)];
        return Base64Url.EncodeToString([.. ids, .. Mac(purpose, ids)]);
    }

    /// <summary>Whom and which request a token is for; null for one that was not made here for this purpose.</summary>
    public (UserId User, Guid Request)? Read(LinkPurpose purpose, string token)
    {
        if (token.Length != Base64Url.GetEncodedLength((2 * GuidSize) + MacSize) || !Base64Url.IsValid(token))
        {
            return null;
        }

        // White space counts as valid, and decodes to nothing.
        var bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length != (2 * GuidSize) + MacSize)
        {
            return null;
        }

        var ids = bytes.AsSpan(0, 2 * GuidSize);
        return CryptographicOperations.FixedTimeEquals(Mac(purpose, ids), bytes.AsSpan(2 * GuidSize))
            ? (new UserId(new Guid(ids[..GuidSize], bigEndian: true)), new Guid(ids[GuidSize..], bigEndian: true))
            : null;
    }

    /// <summary>What is stored of a token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private byte[] Mac(LinkPurpose purpose, ReadOnlySpan<byte> ids) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes($"{purpose}:"), .. ids]);
}
