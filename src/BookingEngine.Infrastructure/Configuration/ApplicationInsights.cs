namespace BookingEngine.Infrastructure.Configuration;

/// <summary>An Application Insights resource, from the same variables that the Functions host reads.</summary>
/// <param name="SignsIn">Whether the exporter signs in with a managed identity.</param>
/// <param name="ClientId">The client id of a user-assigned identity; null for the system-assigned one.</param>
public sealed record ApplicationInsights(string ConnectionString, bool SignsIn, string? ClientId)
{
    private const string Connection = "APPLICATIONINSIGHTS_CONNECTION_STRING", Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    /// <summary>Null if no resource is configured.</summary>
    public static ApplicationInsights? Read(SettingReader read) => read.Text(Connection) switch
    {
        null => null,
        { } text when Parts(text).ContainsKey("InstrumentationKey") => Read(text, read.Text(Authentication)),
        _ => throw new SettingException($"{Connection} must be a connection string such as InstrumentationKey=…;IngestionEndpoint=https://…"),
    };

    private static ApplicationInsights Read(string connection, string? authentication)
    {
        var parts = Parts(authentication ?? "");
        return authentication is null || parts.GetValueOrDefault("Authorization") == "AAD"
            ? new ApplicationInsights(connection, authentication is not null, parts.GetValueOrDefault("ClientId"))
            : throw new SettingException($"{Authentication} must be Authorization=AAD, with ClientId=… before it for a user-assigned identity.");
    }

    private static Dictionary<string, string> Parts(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).DistinctBy(pair => pair[0], StringComparer.OrdinalIgnoreCase)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
}
