using System.Security.Cryptography;
using BookingEngine.Infrastructure;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Registration;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>A deployment with its own settings and data folder, which is deleted at the end.</summary>
public sealed class Deployment : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("booking-engine-benchmark-").FullName;

    /// <param name="mongo">The connection string of a MongoDB server; null for the embedded store.</param>
    public Deployment(Uri? mongo = null) => Variables = new Dictionary<string, string>(MongoVariable(mongo))
    {
        ["DATA_DIR"] = Path.Combine(_folder, "data"),
        ["API_KEY"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        ["JWT_SECRET_KEY"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)),
        ["PUBLIC_URL"] = "http://localhost",
        ["RATE_LIMITS"] = "off",
    };

    public IReadOnlyDictionary<string, string> Variables { get; }

    public string ApiKey => Variables["API_KEY"];

    public string FileFor(string name) => Path.Combine(_folder, name);

    /// <summary>The application without a host, on the data of this deployment.</summary>
    public ServiceProvider Open() => new ServiceCollection().AddLogging()
        .AddInfrastructure(Settings.Read(new SettingReader(name => Variables.GetValueOrDefault(name))))
        .AddBookingEngine()
        .BuildServiceProvider();

    private static Dictionary<string, string> MongoVariable(Uri? mongo) => mongo is null ? [] : new() { ["MONGODB_URI"] = mongo.OriginalString };

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
