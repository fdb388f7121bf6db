using NodaTime;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The deployment's settings, checked. Made once, at the start.</summary>
/// <param name="DataFolder">Where the embedded store keeps its files.</param>
/// <param name="PublicUrl">Where clients reach this deployment; links in mails lead there.</param>
/// <param name="StorageConnection">Azure Storage for the queues; null for queues inside this process.</param>
public sealed record Settings(
    string ApiKey, string JwtSecretKey, Duration AccessTokenLifetime, string JwtIssuer, string JwtAudience, Uri PublicUrl,
    string DataFolder, string? StorageConnection)
{
    /// <exception cref="SettingException">The first that is missing or wrong.</exception>
    public static Settings Read(SettingReader read)
    {
        read.Unsupported("MONGODB_URI", "this version keeps its data in the embedded store only");
        var publicUrl = read.Url("PUBLIC_URL");
        return new Settings(
            read.Secret("API_KEY", minimumBytes: 1),
            read.Secret("JWT_SECRET_KEY", minimumBytes: 32),
            Duration.FromMinutes(read.Whole("JWT_EXPIRE_MINUTES", otherwise: 60, minimum: 1, maximum: 7 * 24 * 60)),
            read.Text("JWT_ISSUER") ?? publicUrl.OriginalString,
            read.Text("JWT_AUDIENCE") ?? publicUrl.OriginalString,
            publicUrl,
            Path.GetFullPath(read.Text("DATA_DIR") ?? "data"),
            read.Text("AzureWebJobsStorage"));
    }
}
