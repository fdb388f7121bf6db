using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Demo;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost;

/// <summary>What the first minutes with a fresh deployment need to know, on the console.</summary>
public static class Banner
{
    /// <param name="demo">Null if none was asked for.</param>
    public static void Print(TextWriter output, IEnumerable<string> addresses, Settings settings, GeneratedSecrets secrets, DemoExample? demo)
    {
        var address = addresses.First();
        output.WriteLine($"Booking Engine serves on {string.Join(", ", addresses)} (Ctrl+C stops it)");
        output.WriteLine(settings.Mongo is { } mongo ? $"  database      {mongo.Database} of MONGODB_URI" : $"  data folder   {settings.DataFolder}");
        output.WriteLine(secrets.MadeNow.Contains("API_KEY")
            ? $"  API key       {settings.ApiKey} (made now, shown this once, kept in {secrets.Path})"
            : secrets.Find("API_KEY") == settings.ApiKey ? $"  API key       in {secrets.Path}" : "  API key       as configured in API_KEY");
        output.WriteLine($"  docs          {address}/docs");
        output.WriteLine($"  health        {address}/health/ready");
        if (demo is not null)
        {
            DemoLines.Print(output, demo);
        }

        output.WriteLine("Try next:");
        output.WriteLine($"  curl -s {address}/auth/register -H \"x-api-key: $API_KEY\" -H 'Content-Type: application/json' \\");
        output.WriteLine("    -d '{\"email\":\"ada@example.com\",\"password\":\"correct horse\",\"full_name\":\"Ada\"}'");
    }
}
