using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The exchange between host and worker before the first invocation.</summary>
internal sealed class Handshake(WorkerChannel channel, string appFolder)
{
    /// <returns>The address to which HTTP requests are forwarded.</returns>
    public async Task<Uri> InitializeAsync()
    {
        var answer = (await channel.AskAsync(new()
        {
            WorkerInitRequest = new() { HostVersion = "4.0.0.0", WorkerDirectory = appFolder, FunctionAppDirectory = appFolder },
        })).WorkerInitResponse;
        answer.Result.ThrowIfFailed("initialization");
        return answer.Capabilities.TryGetValue("HttpUri", out var uri)
            ? new Uri(uri)
            : throw new WorkerException("The worker takes no forwarded HTTP: it needs ConfigureFunctionsWebApplication().");
    }

    /// <summary>Loads every function in the order of names, because the Functions host matches routes in that order.</summary>
    public async Task<IReadOnlyList<LoadedFunction>> LoadAsync()
    {
        StreamingMessage question = new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = appFolder } };
        var answer = (await channel.AskAsync(question)).FunctionMetadataResponse;
        answer.Result.ThrowIfFailed("metadata");
        if (answer.UseDefaultMetadataIndexing)
        {
            throw new WorkerException("The worker asks the host to find its functions, which this host does not do.");
        }

        LoadedFunction[] functions = [.. answer.Functions.Select(LoadedFunction.Of).OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var function in functions)
        {
            await LoadAsync(function);
        }

        return functions;
    }

    private async Task LoadAsync(LoadedFunction function)
    {
        var declared = function.Metadata;
        RpcFunctionMetadata metadata = new()
        {
            Name = declared.Name,
            Directory = declared.Directory,
            ScriptFile = declared.ScriptFile,
            EntryPoint = declared.EntryPoint,
            Properties = { declared.Properties },
        };
        foreach (var binding in function.Bindings)
        {
            metadata.Bindings[LoadedFunction.Text(binding, "name")] = new()
            {
                Type = LoadedFunction.Text(binding, "type"),
                Direction = Enum.Parse<BindingInfo.Types.Direction>(LoadedFunction.Text(binding, "direction"), ignoreCase: true),
            };
        }

        var answer = await channel.AskAsync(new() { FunctionLoadRequest = new() { FunctionId = declared.FunctionId, Metadata = metadata } });
        function.LoadError = answer.FunctionLoadResponse.Result.Error();
    }
}
