using System.Buffers;
using MongoDB.Driver;

namespace BookingEngine.Infrastructure.Configuration;

/// <summary>The MongoDB server and the database in it.</summary>
public sealed record MongoSettings(string Uri, string Database)
{
    private const string Format = "a MongoDB connection string such as mongodb://host:27017/?replicaSet=rs0";

    // MongoDB forbids these characters in database names, on some or all operating systems.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\. \"$*<>:|?\0");
    private const int MaximumNameLength = 63;

    /// <summary>Null if no MongoDB is configured.</summary>
    public static MongoSettings? Read(SettingReader read)
    {
        if (read.Text("MONGODB_URI") is not { } uri)
        {
            return null;
        }

        var database = read.Text("MONGODB_DB") ?? "booking";
        return database.Length <= MaximumNameLength && !database.AsSpan().ContainsAny(Forbidden)
            ? new MongoSettings(Checked(uri), database)
            : throw new SettingException($"MONGODB_DB must be a database name of at most {MaximumNameLength} characters, without spaces and any of /\\.\"$*<>:|?");
    }

    private static string Checked(string uri)
    {
        try
        {
            return MongoUrl.Create(uri).Server is null ? throw new SettingException($"MONGODB_URI must be {Format}.") : uri;
        }
        catch (Exception e) when (e is MongoConfigurationException or ArgumentException or FormatException)
        {
            throw new SettingException($"MONGODB_URI must be {Format}."); // the driver's message would show the value
        }
    }
}
