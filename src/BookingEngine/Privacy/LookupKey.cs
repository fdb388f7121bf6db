using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>Hashes what identifies a person, so that it can be looked up without being stored. The hash needs the deployment's own lookup
/// key, which is generated at first use.</summary>
public sealed class LookupKey(IPersonKeys keys, IRandomBytes random)
{
    private const string Owner = "lookup";
    private byte[]? _key;

    /// <summary>HMAC-SHA-256 of the text, in lower-case hexadecimal.</summary>
    public async Task<string> HashAsync(string text, CancellationToken cancellation) => Convert.ToHexStringLower(await HashBytesAsync(text, cancellation));

    /// <summary>The same as bytes.</summary>
    public async Task<byte[]> HashBytesAsync(string text, CancellationToken cancellation)
    {
        var key = _key ??= await FindOrGenerateAsync(cancellation);
        return HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
    }

    private async Task<byte[]> FindOrGenerateAsync(CancellationToken cancellation)
    {
        if (await keys.FindAsync(Owner, cancellation) is { } existing)
        {
            return existing;
        }

        var generated = new byte[HMACSHA256.HashSizeInBytes];
        random.Fill(generated);
        return await keys.SaveAsync(Owner, generated);
    }
}
