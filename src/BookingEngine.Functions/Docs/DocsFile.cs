using System.IO.Compression;
using System.Security.Cryptography;

namespace BookingEngine.Functions.Docs;

/// <summary>A documentation file. It is stored compressed, because nearly all clients accept gzip.</summary>
public sealed class DocsFile
{
    private DocsFile(string name, byte[] gzip, string contentType)
    {
        (Gzip, ContentType, Hash) = (gzip, contentType, Convert.ToHexStringLower(SHA256.HashData(gzip))[..16]);
        Name = $"{Path.GetFileNameWithoutExtension(name)}.{Hash}{Path.GetExtension(name)}";
    }

    /// <summary>Includes the hash of the content, so that clients can cache the file forever.</summary>
    public string Name { get; }

    public byte[] Gzip { get; }

    public string ContentType { get; }

    public string Hash { get; }

    public static DocsFile Of(string name, byte[] content, string contentType) => new(name, Compress(content), contentType);

    public static DocsFile OfGzip(string name, byte[] gzip, string contentType) => new(name, gzip, contentType);

    public static byte[] Decompress(byte[] gzip)
    {
        using var content = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress))
        {
            stream.CopyTo(content);
        }

        return content.ToArray();
    }

    private static byte[] Compress(byte[] content)
    {
        using var gzip = new MemoryStream();
        using (var stream = new GZipStream(gzip, CompressionLevel.Optimal))
        {
            stream.Write(content);
        }

        return gzip.ToArray();
    }
}
