namespace BookingEngine.Infrastructure.Sqlite;

/// <summary>The embedded store's two files. The persons' keys stand apart, so that a backup of the events, kept for years, does not undo
/// an erasure.</summary>
public sealed class SqliteStore : IDisposable
{
    public SqliteStore(string folder)
    {
        Directory.CreateDirectory(folder);
        Booking = new SqliteFile(Path.Combine(folder, "booking.db"), "WAL", SqliteSchema.Booking);
        try
        {
            // With a rollback journal and secure_delete an erased key is off the disk when the erasure is answered.
            Keys = new SqliteFile(Path.Combine(folder, "keys.db"), "DELETE", SqliteSchema.Keys);
        }
        catch
        {
            Booking.Dispose();
            throw;
        }
    }

    internal SqliteFile Booking { get; }

    internal SqliteFile Keys { get; }

    public void Dispose()
    {
        Booking.Dispose();
        Keys.Dispose();
    }
}
