namespace BookingEngine.Functions.Docs;

/// <summary>The embedded files of this folder.</summary>
internal static class EmbeddedFiles
{
    public static byte[] Bytes(string name) => Bytes(typeof(EmbeddedFiles), $"docs/{name}");

    public static byte[] Bytes(Type assemblyOf, string resource)
    {
        using var stream = assemblyOf.Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{assemblyOf.Assembly.GetName().Name} embeds no {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
