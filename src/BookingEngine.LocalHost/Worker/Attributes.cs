// The names by which the function sources know the Functions Worker SDK, for the one host that does without it. Only what those
// sources use is here, and all that is here is mapped by this host: see Hosting.
namespace Microsoft.Azure.Functions.Worker;

public enum AuthorizationLevel
{
    Anonymous,
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : Attribute
{
    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public IReadOnlyList<string> Methods { get; } = methods;

    public string? Route { get; set; }
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    public string QueueName { get; } = queueName;
}

[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>Six fields, seconds first, in UTC.</summary>
    public string Schedule { get; } = schedule;
}

public sealed class TimerInfo;

/// <summary>One invocation of a function.</summary>
public sealed class FunctionContext(string invocationId, CancellationToken cancellation)
{
    public string InvocationId { get; } = invocationId;

    /// <summary>Fires when the caller leaves or the host stops.</summary>
    public CancellationToken CancellationToken { get; } = cancellation;
}
