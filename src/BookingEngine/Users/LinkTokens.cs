using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace BookingEngine.Users;

/// <summary>The purpose of a link in a mail.</summary>
public enum LinkPurpose
{
    ResetPassword,
    VerifyEmail,
}

/// <summary>Creates and reads the tokens of links in mails. A token is derived from the deployment's key, its purpose, the user and the
/// request. So a retry of the mail has the same token, and no token is stored.</summary>
public sealed class LinkTokens(byte[] key)
{
    private const int GuidSize = 16, MacSize = HMACSHA256.HashSizeInBytes;

    /// <summary>Returns the user's id, the request's id and their HMAC-SHA-256, in Base64url: 86 characters.</summary>
    public string Create(LinkPurpose purpose, UserId user, Guid request)
    {
        byte[] ids = [.. user.Value.ToByteArray(bigEndian: true), .. request.ToByteArray(bigEndian: true)];
        return Base64Url.EncodeToString([.. ids, .. Mac(purpose, ids)]);
    }

    /// <summary>The user and the request of a token; null if it was not created here for this purpose.</summary>
    public (UserId User, Guid Request)? Read(LinkPurpose purpose, string token)
    {
        if (token.Length != Base64Url.GetEncodedLength((2 * GuidSize) + MacSize) || !Base64Url.IsValid(token))
        {
            return null;
        }

        // IsValid accepts white space, which decodes to nothing.
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

    /// <summary>The hash that is stored instead of the token.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    private byte[] Mac(LinkPurpose purpose, ReadOnlySpan<byte> ids) =>
        HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes($"{purpose}:"), .. ids]);
}
