using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The settings of a machine of one's own: what is not configured has a default or is made at the first start.</summary>
public static class LocalSettings
{
    public static string FolderOf(Func<string, string?> configured) => configured("DATA_DIR") is { Length: > 0 } folder ? folder : "data";

    public static Settings Read(Func<string, string?> configured, MadeSecrets secrets, IReadOnlyList<string> urls)
    {
        var reader = new SettingReader(name => configured(name) is { Length: > 0 } value ? value : name switch
        {
            "PUBLIC_URL" => CommandLine.Reached(urls[0]),
            _ => secrets.Find(name),
        });
        return Settings.Read(reader);
    }
}
