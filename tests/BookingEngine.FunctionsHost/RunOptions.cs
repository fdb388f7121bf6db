namespace BookingEngine.FunctionsHost;

/// <param name="App">The function app's published assembly; <c>host.json</c> is beside it.</param>
/// <param name="Port">Of 127.0.0.1.</param>
/// <param name="Queues">The storage account of the queues; null: queue functions run only by hand.</param>
/// <param name="QueueVisibility">In place of <c>host.json</c>'s <c>visibilityTimeout</c>.</param>
/// <param name="AdminKey">What <c>x-functions-key</c> has to be for the paths below /admin.</param>
/// <param name="Verbose">Prints all records and whole stack traces of the function app.</param>
internal sealed record RunOptions(
    string App, int Port, string? Queues, TimeSpan? QueueVisibility, string AdminKey, bool Verbose)
{
    public string AppFolder => Path.GetDirectoryName(App)!;
}
