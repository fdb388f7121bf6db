using System.Reflection;
using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>A function as its attributes describe it.</summary>
public sealed class FoundFunction
{
    private readonly ParameterInfo[] _parameters;
    private Invocation? _invocation;

    private FoundFunction(MethodInfo method)
    {
        Method = method;
        Name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        _parameters = method.GetParameters();
        Trigger = _parameters.SelectMany(p => p.GetCustomAttributes()).First(a => a is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute);
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    /// <summary>The one attribute of a parameter that says what invokes the function.</summary>
    public Attribute Trigger { get; }

    /// <summary>Every function of the functions library, by name in the host's order. Looking only into classes that are named as functions saves most of the
    /// time.</summary>
    public static IReadOnlyList<FoundFunction> All { get; } =
    [
        .. typeof(IHttpFunction).Assembly.GetTypes()
            .Where(t => t.Name.EndsWith("Function", StringComparison.Ordinal) || t.Name.EndsWith("Functions", StringComparison.Ordinal))
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(FunctionAttribute)))
            .Select(m => new FoundFunction(m))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>Binds the parameters by type, and route values by name. Then invokes the function.</summary>
    public Task InvokeAsync(object instance, object trigger, FunctionContext context, Func<string, string?> routeValue)
    {
        var (invoker, bindings) = _invocation ??= new(MethodInvoker.Create(Method), [.. _parameters.Select(BindingOf)]);
        var arguments = new object?[bindings.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = bindings[i](trigger, context, routeValue);
        }

        return (Task)invoker.Invoke(instance, arguments.AsSpan())!;
    }

    private Func<object, FunctionContext, Func<string, string?>, object?> BindingOf(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        return parameter switch
        {
            _ when parameter.IsDefined(Trigger.GetType()) => (trigger, _, _) => trigger,
            _ when parameter.ParameterType == typeof(FunctionContext) => (_, context, _) => context,
            _ when parameter.ParameterType == typeof(string) => (_, _, routeValue) => routeValue(name),
            _ when parameter.ParameterType == typeof(Guid) => (_, _, routeValue) => Guid.Parse(routeValue(name)!),
            _ => throw new InvalidOperationException(
                $"{Name}: the local host cannot bind the parameter {name}. Use the trigger's type, FunctionContext, string or Guid."),
        };
    }

    // Made at the first invocation, so that the start does not make it for every function.
    private sealed record Invocation(MethodInvoker Invoker, Func<object, FunctionContext, Func<string, string?>, object?>[] Bindings);
}
