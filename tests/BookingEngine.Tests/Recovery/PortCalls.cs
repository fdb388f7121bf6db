using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Recovery;

/// <summary>Records every call of the watched ports, such as <c>IEventStore.ReadAsync</c>, in order.</summary>
public sealed class PortCalls
{
    private readonly ConcurrentQueue<string> _calls = [];

    /// <summary>Wraps the last registration of the port in a recorder.</summary>
    public void Watch<TPort>(IServiceCollection services)
        where TPort : class
    {
        var inner = services.Last(s => s.ServiceType == typeof(TPort));
        services.AddSingleton(s => RecordingProxy.Around((TPort)Make(inner, s), Add));
    }

    /// <summary>All calls so far.</summary>
    public IReadOnlyList<string> All => [.. _calls];

    public void Add(string call) => _calls.Enqueue(call);

    /// <summary>The calls during the work.</summary>
    public async Task<string[]> DuringAsync(Func<Task> work)
    {
        _calls.Clear();
        await work();
        return [.. _calls];
    }

    private static object Make(ServiceDescriptor descriptor, IServiceProvider services) =>
        descriptor.ImplementationFactory?.Invoke(services) ?? ActivatorUtilities.CreateInstance(services, descriptor.ImplementationType!);
}

/// <summary>Not sealed, because the runtime derives the wrapper from it.</summary>
public class RecordingProxy : DispatchProxy
{
    private object _inner = null!;
    private Action<string> _record = null!;

    public static TPort Around<TPort>(TPort inner, Action<string> record)
        where TPort : class
    {
        var port = Create<TPort, RecordingProxy>();
        ((RecordingProxy)(object)port)._inner = inner;
        ((RecordingProxy)(object)port)._record = record;
        return port;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _record($"{targetMethod!.DeclaringType!.Name}.{targetMethod.Name}");
        return targetMethod.Invoke(_inner, args);
    }
}
