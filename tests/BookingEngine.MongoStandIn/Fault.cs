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

/// <summary>What goes wrong with one command.</summary>
/// <param name="Milliseconds">How long a delay takes, or how long a throttled caller shall wait.</param>
/// <param name="Release">What a delay waits for instead of a time.</param>
public sealed record Fault(FaultKind Kind, int Code = 0, int Milliseconds = 0, string Message = "", Task? Release = null)
{
    public static Fault None { get; } = new(FaultKind.None);

    /// <summary>The connection is reset; nothing was applied.</summary>
    public static Fault DropBeforeApplying { get; } = new(FaultKind.DropBeforeApplying);

    /// <summary>The command is applied, and the connection reset before the answer.</summary>
    public static Fault DropAfterApplying { get; } = new(FaultKind.DropAfterApplying);

    /// <summary>A fail-over: error 10107 with the labels that a server of 4.4 or later puts on it; nothing was applied.</summary>
    public static Fault NotWritablePrimary { get; } = Error(10107, "not primary");

    /// <summary>Applied and answered properly, but late, in real time.</summary>
    public static Fault Delay(int milliseconds) => new(FaultKind.Delay, Milliseconds: milliseconds);

    /// <summary>Applied and answered properly, once the task is done.</summary>
    public static Fault Until(Task release) => new(FaultKind.Delay, Release: release);

    /// <summary>A command error; nothing was applied.</summary>
    public static Fault Error(int code, string hint = "planned by the test") => new(FaultKind.Error, code, Message: hint);

    /// <summary>A command error although the command was applied: Cosmos DB's error 50 may mean this.</summary>
    public static Fault ErrorAfterApplying(int code = 50, string hint = "Request timed out.") => new(FaultKind.ErrorAfterApplying, code, Message: hint);

    /// <summary>Error 16500 with a wait hint, as Cosmos DB answers: a write error for inserts, updates and deletes, else a command error.</summary>
    public static Fault Throttle(int retryAfterMs) => new(FaultKind.Throttle, Milliseconds: retryAfterMs);
}
