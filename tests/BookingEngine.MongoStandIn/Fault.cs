namespace BookingEngine.Tests.MongoStandIn;

public enum FaultKind
{
    None,
    DropBeforeApplying,
    DropAfterApplying,
    Delay,
    Error,
    ErrorAfterApplying,
    Throttle,
}

/// <summary>A fault of one command.</summary>
/// <param name="Milliseconds">The duration of a delay, or the wait hint of a throttled command.</param>
/// <param name="Release">The task that a delay waits for instead of a time.</param>
public sealed record Fault(FaultKind Kind, int Code = 0, int Milliseconds = 0, string Message = "", Task? Release = null)
{
    public static Fault None { get; } = new(FaultKind.None);

    /// <summary>The connection is reset before the command is applied.</summary>
    public static Fault DropBeforeApplying { get; } = new(FaultKind.DropBeforeApplying);

    /// <summary>The command is applied and the connection reset before the answer.</summary>
    public static Fault DropAfterApplying { get; } = new(FaultKind.DropAfterApplying);

    /// <summary>A failover: error 10107 with the labels of a server of version 4.4 or later. Nothing is applied.</summary>
    public static Fault NotWritablePrimary { get; } = Error(10107, "not primary");

    /// <summary>The command is applied and answered late, in real time.</summary>
    public static Fault Delay(int milliseconds) => new(FaultKind.Delay, Milliseconds: milliseconds);

    /// <summary>The command is applied and answered after the task has completed.</summary>
    public static Fault Until(Task release) => new(FaultKind.Delay, Release: release);

    /// <summary>A command error. Nothing is applied.</summary>
    public static Fault Error(int code, string hint = "planned by the test") => new(FaultKind.Error, code, Message: hint);

    /// <summary>A command error although the command was applied, as error 50 of Cosmos DB may be.</summary>
    public static Fault ErrorAfterApplying(int code = 50, string hint = "Request timed out.") => new(FaultKind.ErrorAfterApplying, code, Message: hint);

    /// <summary>Error 16500 with a wait hint, like Cosmos DB: a write error for inserts, updates and deletes, otherwise a command error.</summary>
    public static Fault Throttle(int retryAfterMs) => new(FaultKind.Throttle, Milliseconds: retryAfterMs);
}
