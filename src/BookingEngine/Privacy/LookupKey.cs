using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>Turns what identifies a person into a keyed hash by which it can be found, and by nobody without the deployment's own
/// lookup key, which is made at the first need.</summary>
public sealed class LookupKey(IPersonKeys keys, IRandomBytes random)
{
    private const string Owner = "lookup";
    private byte[]? _key;

    /// <summary>HMAC-SHA-256 of the text, in lower-case hexadecimal.</summary>
    public async Task<string> HashAsync(string text, CancellationToken cancellation)
    {
        var key = _key ??= await FindOrMakeAsync(cancellation);
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    private async Task<byte[]> FindOrMakeAsync(CancellationToken cancellation)
    {
        if (await keys.FindAsync(Owner, cancellation) is { } known)
        {
            return known;
        }

        var made = new byte[HMACSHA256.HashSizeInBytes];
        random.Fill(made);
        return await keys.SaveAsync(Owner, made);
    }
}
