using System.Reflection;
using BookingEngine.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>A function as its attributes describe it.</summary>
public sealed class FoundFunction
{
    private readonly MethodInvoker _invoker;
    private readonly Func<object, FunctionContext, Func<string, string?>, object?>[] _bindings;

    private FoundFunction(MethodInfo method)
    {
        Method = method;
        Name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        _invoker = MethodInvoker.Create(method);
        var parameters = method.GetParameters();
        Trigger = parameters.SelectMany(p => p.GetCustomAttributes()).Single(a => a is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute);
        _bindings = [.. parameters.Select(BindingOf)];
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    /// <summary>The one attribute of a parameter that says what invokes the function.</summary>
    public Attribute Trigger { get; }

    /// <summary>Every function of the functions library, by name in the host's order.</summary>
    public static IReadOnlyList<FoundFunction> All { get; } =
    [
        .. typeof(IHttpFunction).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .Where(m => m.IsDefined(typeof(FunctionAttribute)))
            .Select(m => new FoundFunction(m))
            .OrderBy(f => f.Name, StringComparer.Ordinal),
    ];

    /// <summary>Binds the parameters by type, and route values by name. Then invokes the function.</summary>
    public Task InvokeAsync(object instance, object trigger, FunctionContext context, Func<string, string?> routeValue)
    {
        var arguments = new object?[_bindings.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _bindings[i](trigger, context, routeValue);
        }

        return (Task)_invoker.Invoke(instance, arguments.AsSpan())!;
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
}
