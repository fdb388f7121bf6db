namespace BookingEngine.Infrastructure.Sqlite.Database;

/// <summary>A write that waits for its transaction.</summary>
internal abstract class SqliteWrite
{
    public abstract void Run(SqliteSession session);

    /// <param name="error">Null once its commit is done.</param>
    public abstract void Answer(Exception? error);
}

internal sealed class SqliteWrite<T>(Func<SqliteSession, T> write) : SqliteWrite
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _answer.Task;

    public override void Run(SqliteSession session) => _result = write(session);

    public override void Answer(Exception? error)
    {
        if (error is null)
        {
            _answer.SetResult(_result!);
        }
        else
        {
            _answer.SetException(error);
        }
    }
}
