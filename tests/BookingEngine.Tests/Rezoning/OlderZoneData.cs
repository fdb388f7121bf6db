using System.Runtime.Loader;
using NodaTime.TimeZones;

namespace BookingEngine.Tests.Rezoning;

/// <summary>The zone data of an older NodaTime package, beside the package that the program uses.</summary>
internal static class OlderZoneData
{
    private static readonly byte[] Content = Read();

    public static TzdbDateTimeZoneSource Source { get; } = TzdbDateTimeZoneSource.FromStream(new MemoryStream(Content));

    public static void WriteTo(string file) => File.WriteAllBytes(file, Content);

    private static byte[] Read()
    {
        var context = new AssemblyLoadContext(nameof(OlderZoneData), isCollectible: true);
        var package = context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "OlderNodaTime", "NodaTime.dll"));
        using var stream = package.GetManifestResourceStream(package.GetManifestResourceNames().Single(name => name.EndsWith("Tzdb.nzd", StringComparison.Ordinal)))!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        context.Unload();
        return copy.ToArray();
    }
}
