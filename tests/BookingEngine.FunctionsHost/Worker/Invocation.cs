using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

/// <param name="Metadata">What the worker binds parameters from, by name, beside the trigger.</param>
internal sealed record Invocation(LoadedFunction Function, TypedData Trigger, IDictionary<string, TypedData> Metadata)
{
    public string Id { get; } = Guid.CreateVersion7().ToString();
}
