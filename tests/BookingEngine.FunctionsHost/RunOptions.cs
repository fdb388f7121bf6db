namespace BookingEngine.FunctionsHost;

/// <param name="App">The function app's published assembly, next to its <c>host.json</c>.</param>
/// <param name="Port">The port on 127.0.0.1.</param>
/// <param name="Queues">The storage account of the queues. Null: queue functions run only by hand.</param>
/// <param name="QueueVisibility">Replaces <c>visibilityTimeout</c> of <c>host.json</c>.</param>
/// <param name="QueueFunctions">The queue functions that listen, as if this instance were of their group. Null: all.</param>
/// <param name="AdminKey">The required <c>x-functions-key</c> for paths under /admin.</param>
/// <param name="HasTimers">Whether timers fire on schedule. Otherwise they run only by hand.</param>
/// <param name="Verbose">Prints all records and whole stack traces of the function app.</param>
internal sealed record RunOptions(
    string App, int Port, string? Queues, TimeSpan? QueueVisibility, IReadOnlyList<string>? QueueFunctions, string AdminKey, bool HasTimers, bool Verbose)
{
    public string AppFolder => Path.GetDirectoryName(App)!;
}
