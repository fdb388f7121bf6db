namespace BookingEngine.LocalHost.Hosting;

/// <summary>The function classes, made once: they keep no state.</summary>
public sealed class FunctionInstances(IServiceProvider services)
{
    private readonly Dictionary<Type, object> _instances = FoundFunction.All
        .Select(f => f.Method.DeclaringType!).Distinct()
        .ToDictionary(type => type, type => ActivatorUtilities.CreateInstance(services, type));

    public object Of(FoundFunction function) => _instances[function.Method.DeclaringType!];
}
