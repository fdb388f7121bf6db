using BookingEngine.Infrastructure.Configuration;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The settings of a machine of one's own: what is not configured has a default or is made at the first start.</summary>
public static class LocalSettings
{
    public static string FolderOf(Func<string, string?> configured) => configured("DATA_DIR") is { Length: > 0 } folder ? folder : "data";

    public static bool NamesMongo(Func<string, string?> configured) => configured("MONGODB_URI") is { Length: > 0 };

    /// <summary>The secrets of a data folder that must be there already; what is missing is made for the moment only.</summary>
    public static GeneratedSecrets SecretsOfExisting(Func<string, string?> configured)
    {
        var folder = Path.GetFullPath(FolderOf(configured));
        return File.Exists(Path.Combine(folder, "booking.db"))
            ? GeneratedSecrets.ReadOrMake(folder, name => configured(name) is { Length: > 0 }, keep: false)
            : throw new SettingException($"DATA_DIR must be a folder that holds a deployment's data; {folder} does not.");
    }

    public static Settings Read(Func<string, string?> configured, GeneratedSecrets secrets, IReadOnlyList<string> urls)
    {
        var reader = new SettingReader(name => configured(name) is { Length: > 0 } value ? value : name switch
        {
            "PUBLIC_URL" => ListenUrls.ClientUrl(urls[0]),
            _ => secrets.Find(name),
        });
        return Settings.Read(reader);
    }
}
