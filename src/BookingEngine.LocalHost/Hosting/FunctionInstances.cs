namespace BookingEngine.LocalHost.Hosting;

/// <summary>One instance of each function class. These classes have no state.</summary>
public sealed class FunctionInstances(IServiceProvider services)
{
    private readonly Dictionary<Type, object> _instances = FoundFunction.All
        .Select(f => f.Method.DeclaringType!).Distinct()
        .ToDictionary(type => type, type => ActivatorUtilities.CreateInstance(services, type));

    public object Of(FoundFunction function) => _instances[function.Method.DeclaringType!];
}
