using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Demo;
using BookingEngine.LocalHost.Startup;

namespace BookingEngine.LocalHost;

/// <summary>Prints addresses, the API key and a first request at the start.</summary>
public static class Banner
{
    /// <param name="demo">Null without <c>--demo</c>.</param>
    public static void Print(TextWriter output, IEnumerable<string> addresses, Settings settings, GeneratedSecrets secrets, DemoExample? demo)
    {
        var address = addresses.First();
        output.WriteLine($"Booking Engine serves on {string.Join(", ", addresses)} (press Ctrl+C to stop)");
        output.WriteLine(settings.Mongo is { } mongo ? $"  database      {mongo.Database} of MONGODB_URI" : $"  data folder   {settings.DataFolder}");
        output.WriteLine(secrets.Created.Contains("API_KEY")
            ? $"  API key       {settings.ApiKey} (generated now, shown only this time, saved in {secrets.Path})"
            : secrets.Find("API_KEY") == settings.ApiKey ? $"  API key       in {secrets.Path}" : "  API key       as configured in API_KEY");
        output.WriteLine($"  docs          {address}/docs");
        output.WriteLine($"  health        {address}/health/ready");
        if (demo is not null)
        {
            DemoLines.Print(output, demo, address);
        }

        output.WriteLine("Try next:");
        if (secrets.Find("API_KEY") == settings.ApiKey)
        {
            output.WriteLine($"  API_KEY=$(sed -n 's/^API_KEY=//p' '{secrets.Path}')");
        }

        output.WriteLine($"  curl -s {address}/auth/register -H \"x-api-key: $API_KEY\" -H 'Content-Type: application/json' \\");
        output.WriteLine("    -d '{\"email\":\"ada@example.com\",\"password\":\"correct horse\",\"full_name\":\"Ada\"}'");
    }
}
