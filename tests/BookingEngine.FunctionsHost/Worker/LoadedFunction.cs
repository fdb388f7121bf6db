using System.Text.Json.Nodes;
using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>A function as the worker declares it.</summary>
internal sealed class LoadedFunction
{
    private LoadedFunction(RpcFunctionMetadata metadata)
    {
        Metadata = metadata;
        Bindings = [.. metadata.RawBindings.Select(raw => JsonNode.Parse(raw)!.AsObject())];
        Trigger = Bindings.Single(b => Text(b, "type").EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
    }

    public string Name => Metadata.Name;

    public RpcFunctionMetadata Metadata { get; }

    public IReadOnlyList<JsonObject> Bindings { get; }

    public JsonObject Trigger { get; }

    /// <summary>The error of the worker's load, or null.</summary>
    public string? LoadError { get; set; }

    /// <summary>Throws when the function has a binding that this host does not support.</summary>
    public static LoadedFunction Of(RpcFunctionMetadata metadata)
    {
        LoadedFunction function = new(metadata);
        var unknown = function.Bindings.FirstOrDefault(b => Text(b, "type") is not ("httpTrigger" or "queueTrigger" or "timerTrigger" or "http"));
        return unknown is null
            ? function
            : throw new WorkerException($"{function.Name} has a binding of type {Text(unknown, "type")}, which this host does not serve.");
    }

    public bool Has(string triggerType) => TriggerText("type") == triggerType;

    public string TriggerText(string property) => Text(Trigger, property);

    public static string Text(JsonObject binding, string property) => binding[property]?.ToString() ?? "";
}
