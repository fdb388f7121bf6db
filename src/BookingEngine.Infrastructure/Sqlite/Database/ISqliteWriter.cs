namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>A file's only writer. Writes that wait at the same time share one transaction.</summary>
internal interface ISqliteWriter : IDisposable
{
    /// <summary>Its task completes after the commit.</summary>
    Task<T> WriteAsync<T>(Func<SqliteSession, T> write);
}
