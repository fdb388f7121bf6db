using System.Collections.Concurrent;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>One instance of each function class, created at its first use: to create all of them with the services that they need takes longer than the
/// rest of a start. These classes have no state.</summary>
public sealed class FunctionInstances(IServiceProvider services)
{
    private readonly ConcurrentDictionary<Type, object> _instances = new();

    public object Of(FoundFunction function) =>
        _instances.GetOrAdd(function.Method.DeclaringType!, static (type, services) => ActivatorUtilities.CreateInstance(services, type), services);
}
