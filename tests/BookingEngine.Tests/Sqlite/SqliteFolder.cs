using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.ReadModels;
using Microsoft.Data.Sqlite;

namespace BookingEngine.Tests.Sqlite;

/// <summary>An embedded store in its own folder, which is deleted at the end.</summary>
public sealed class SqliteFolder : IDisposable
{
    /// <summary>The version whose read models have list keys.</summary>
    private const int WithListKeys = 5;

    private SqliteConnection[]? _watching;

    public SqliteFolder() => Store = new SqliteStore(Path);

    public string Path { get; } = TemporaryFolders.Create().FullName;

    public SqliteStore Store { get; private set; }

    /// <summary>Events only, because no projection knows the event types of these tests.</summary>
    public SqliteEventStore Events() => new(Store, new SqliteInlineProjections(new ProjectionSet([]), new EventCatalogue([])));

    public void Reopen()
    {
        Store.Dispose();
        Store = new SqliteStore(Path);
    }

    /// <summary>Opens the store over a file of an earlier version, with its events and read models.</summary>
    /// <param name="version">The number of schema steps that the earlier version had.</param>
    public void ReopenFrom(int version)
    {
        Store.Dispose();
        var (file, newer) = (System.IO.Path.Combine(Path, "booking.db"), System.IO.Path.Combine(Path, "newer.db"));
        File.Move(file, newer);
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            Execute(connection, $"ATTACH '{newer}' AS newer");
            SqliteSchema.Booking.Take(version).ToList().ForEach(step => Execute(connection, step));
            Execute(connection, "INSERT INTO commits SELECT * FROM newer.commits; INSERT INTO read_model_positions SELECT * FROM newer.read_model_positions");
            var columns = "model, id, stream, version, partition, sort_key, body" + (version < WithListKeys ? "" : ", resource, service, status");
            Execute(connection, $"INSERT INTO read_models ({columns}) SELECT {columns} FROM newer.read_models; PRAGMA user_version = {version}");
        }

        Store = new SqliteStore(Path);
    }

    /// <summary>A text that is another one after each commit of the store.</summary>
    public string DataVersion
    {
        get
        {
            _watching ??= [Watch("booking.db"), Watch("keys.db")];
            return string.Join('/', _watching.Select(file =>
            {
                using var command = file.CreateCommand();
                command.CommandText = "PRAGMA data_version";
                return command.ExecuteScalar();
            }));
        }
    }

    public void Dispose()
    {
        _watching?.ToList().ForEach(file => file.Dispose());
        Store.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    private SqliteConnection Watch(string file)
    {
        var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, file)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant, but for the test's own folder.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
