using System.Security.Cryptography;
using System.Text;
using BookingEngine.BookingLimits;
using BookingEngine.Erasure;
using BookingEngine.Privacy;
using BookingEngine.RateLimiting;
using BookingEngine.Users;
using BookingEngine.Users.Administration;
using BookingEngine.Users.SecondFactors;
using NodaTime;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The validated settings of the deployment. They are read once, at the start.</summary>
/// <param name="RefreshTokenLifetime">How long a session lasts without a refresh.</param>
/// <param name="DataFolder">The folder of the embedded store, as an absolute path.</param>
/// <param name="Mongo">The MongoDB for all data; null for the embedded store.</param>
/// <param name="PublicUrl">The base address that clients use. Links in mails start with it.</param>
/// <param name="Storage">Azure Storage for the queues; null for queues in memory.</param>
/// <param name="Limits">The enabled rate limits.</param>
/// <param name="Smtp">The mail server; null to write mails to files in the data folder.</param>
/// <param name="Insights">The Application Insights resource; null to export nothing to it.</param>
/// <param name="ExclusivePerCustomer">Whether a customer cannot be booked twice at one time, for services that do not say.</param>
/// <param name="FirstAdmin">The user who becomes the first administrator; null for none.</param>
public sealed record Settings(
    string ApiKey, string JwtSecretKey, Duration AccessTokenLifetime, Duration RefreshTokenLifetime, string JwtIssuer, string JwtAudience,
    Uri PublicUrl, string DataFolder, MongoSettings? Mongo, StorageSettings? Storage, IReadOnlyDictionary<RateLimitName, RateLimitRule> Limits, TrustedProxies Proxies,
    SmtpSettings? Smtp, string MailFrom, IReadOnlyList<string> CorsOrigins, bool ExportsTelemetry,
    ApplicationInsights? Insights, bool RequiresVerifiedEmail, bool ExclusivePerCustomer, FirstAdmin? FirstAdmin)
{
    /// <summary>The rules for erasing persons.</summary>
    public ErasurePolicy Erasure { get; init; } = ErasurePolicy.Default;

    /// <summary>The API key before this one, while both are accepted; null for none.</summary>
    public string? ApiKeyPrevious { get; init; }

    /// <summary>The secret before this one: its tokens, links and cursors are valid, but no new ones are signed with it. Null for none.</summary>
    public string? JwtSecretKeyPrevious { get; init; }

    /// <summary>How many open holds a customer may have; null for no limit.</summary>
    public int? HoldsPerCustomer { get; init; } = HoldLimit.Default;

    /// <summary>How many open holds a visitor without an account may have; null for no limit.</summary>
    public int? HoldsPerVisitor { get; init; } = HoldLimit.Default;

    /// <summary>How long a session lasts at most, however often it is refreshed.</summary>
    public Duration MaximumSessionLifetime { get; init; } = Duration.FromDays(90);

    /// <summary>Who needs a second factor.</summary>
    public SecondFactorScope SecondFactor { get; init; }

    /// <summary>Whether requests to addresses of tenants may go to this machine, for development.</summary>
    public bool AllowsLoopback { get; init; }

    /// <summary>What wraps the persons' keys in the store.</summary>
    public DataKeys DataKeys { get; init; } = DataKeys.None;

    /// <summary>How many requests to one endpoint of the tenant's run at the same time.</summary>
    public int WebhookConcurrency { get; init; } = Webhooks.Sending.WebhookConcurrency.Default;

    /// <exception cref="SettingException">A setting is missing or wrong. The message names the first one.</exception>
    public static Settings Read(SettingReader read)
    {
        var mongo = MongoSettings.Read(read);
        var publicUrl = read.Url("PUBLIC_URL");
        return new Settings(
            read.Secret("API_KEY", minimumBytes: 1),
            read.Secret("JWT_SECRET_KEY", minimumBytes: 32),
            Duration.FromMinutes(read.WholeNumber("JWT_EXPIRE_MINUTES", fallback: 60, minimum: 1, maximum: 7 * 24 * 60)),
            Duration.FromDays(read.WholeNumber("REFRESH_EXPIRE_DAYS", fallback: 30, minimum: 1, maximum: 365)),
            read.Text("JWT_ISSUER") ?? publicUrl.OriginalString,
            read.Text("JWT_AUDIENCE") ?? publicUrl.OriginalString,
            publicUrl,
            Path.GetFullPath(read.Text("DATA_DIR") ?? "data"),
            mongo,
            StorageSettings.Read(read),
            LimitSettings.Read(read),
            TrustedProxies.Read(read),
            SmtpSettings.Read(read),
            ReadMailFrom(read, publicUrl),
            read.Origins("CORS_ORIGINS"),
            read.Text("OTEL_EXPORTER_OTLP_ENDPOINT") is not null,
            ApplicationInsights.Read(read),
            read.Choice("EMAIL_VERIFICATION", "off", "required") == "required",
            read.Choice("EXCLUSIVE_PER_CUSTOMER", "off", "on") == "on",
            ReadFirstAdmin(read))
        {
            Erasure = ReadErasure(read),
            SecondFactor = Enum.Parse<SecondFactorScope>(read.Choice("SECOND_FACTOR", "off", "admin", "staff"), ignoreCase: true),
            MaximumSessionLifetime = Duration.FromDays(read.WholeNumber("SESSION_MAXIMUM_DAYS", fallback: 90, minimum: 1, maximum: 3_650)),
            HoldsPerCustomer = read.WholeNumberOrOff("HOLDS_PER_CUSTOMER", HoldLimit.Default, minimum: 1, HoldLimit.Maximum),
            WebhookConcurrency = read.WholeNumber("WEBHOOK_CONCURRENCY", Webhooks.Sending.WebhookConcurrency.Default, minimum: 1, Webhooks.Sending.WebhookConcurrency.Maximum),
            AllowsLoopback = read.Choice("WEBHOOK_ALLOW_LOOPBACK", "false", "true") == "true",
            HoldsPerVisitor = read.WholeNumberOrOff("PUBLIC_HOLDS", HoldLimit.Default, minimum: 1, HoldLimit.Maximum),
            DataKeys = DataKeySettings.Read(read),
            ApiKeyPrevious = read.Text("API_KEY_PREVIOUS"),
            JwtSecretKeyPrevious = read.Text("JWT_SECRET_KEY_PREVIOUS") is null ? null : read.Secret("JWT_SECRET_KEY_PREVIOUS", minimumBytes: 32),
        };
    }

    /// <summary>Derives a key of 32 bytes for one purpose. It reveals neither the secret nor the key of another purpose.</summary>
    public byte[] DeriveKey(string purpose) => DeriveKey(JwtSecretKey, purpose);

    /// <summary>The key of the same purpose before this one; null if there is no previous secret.</summary>
    public byte[]? DerivePreviousKey(string purpose) => JwtSecretKeyPrevious is { } previous ? DeriveKey(previous, purpose) : null;

    private static byte[] DeriveKey(string secret, string purpose) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), outputLength: 32, info: Encoding.UTF8.GetBytes(purpose));

    private static ErasurePolicy ReadErasure(SettingReader read) => new(
        read.Choice("ERASURE_BOOKINGS", "cancel", "anonymise") == "cancel",
        read.Text("RETENTION_MONTHS") is null or "off" ? null : read.WholeNumber("RETENTION_MONTHS", fallback: 0, minimum: 1, maximum: 1_200));

    private static FirstAdmin? ReadFirstAdmin(SettingReader read) => (read.Text("ADMIN_EMAIL"), read.Text("ADMIN_PASSWORD")) switch
    {
        (null, null) => null,
        (null, _) => throw new SettingException("ADMIN_EMAIL must be set if ADMIN_PASSWORD is set."),
        ({ } email, _) when EmailAddress.TryParseKnown(email) is null =>
            throw new SettingException("ADMIN_EMAIL must be one mail address such as admin@example.com."),
        ({ } email, { } password) when PasswordRules.ErrorOf(password) == PasswordRules.IsCommon || PasswordRules.IsAddressOf(password, email) =>
            throw new SettingException("ADMIN_PASSWORD must be neither one of the most common passwords nor ADMIN_EMAIL."),
        ({ } email, { } password) when PasswordRules.ErrorOf(password) is null => new FirstAdmin(EmailAddress.TryParseKnown(email)!, password),
        _ => throw new SettingException(
            $"ADMIN_PASSWORD must be set to {PasswordRules.Minimum} to {PasswordRules.Maximum} characters if ADMIN_EMAIL is set."),
    };

    // Without a mail server, no mail leaves the machine, so any sender is acceptable.
    private static string ReadMailFrom(SettingReader read, Uri publicUrl) => read.Text("SMTP_FROM_EMAIL") switch
    {
        { } from when EmailAddress.TryParse(from) is { } address => address.Value,
        null when read.Text("SMTP_HOST") is null => $"no-reply@{publicUrl.IdnHost}",
        _ => throw new SettingException("SMTP_FROM_EMAIL must be set to one mail address such as no-reply@example.com."),
    };
}
