using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite;
using BookingEngine.ReadModels;

namespace BookingEngine.Tests.Sqlite;

/// <summary>An embedded store in a folder of its own, gone afterwards.</summary>
public sealed class SqliteFolder : IDisposable
{
    public SqliteFolder() => Store = new SqliteStore(Path);

    public string Path { get; } = Directory.CreateTempSubdirectory("booking-engine-").FullName;

    public SqliteStore Store { get; private set; }

    /// <summary>Events alone: what is appended here has types that no projection knows.</summary>
    public SqliteEventStore Events() => new(Store, new SqliteInlineProjections(new ProjectionSet([]), new EventCatalogue([])));

    public void Reopen()
    {
        Store.Dispose();
        Store = new SqliteStore(Path);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
