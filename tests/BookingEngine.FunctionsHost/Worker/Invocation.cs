using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

/// <param name="Metadata">Values that the worker binds parameters from, by name, besides the trigger.</param>
internal sealed record Invocation(LoadedFunction Function, TypedData Trigger, IDictionary<string, TypedData> Metadata)
{
    public string Id { get; } = Guid.CreateVersion7().ToString();
}
