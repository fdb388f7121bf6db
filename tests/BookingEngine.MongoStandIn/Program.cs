using System.Runtime.InteropServices;
using BookingEngine.Tests.MongoStandIn;

// Serves an empty store until SIGTERM or SIGINT. The exit code is 1 after an unsupported request.
if (args is not [var name] || Behaviour.All.SingleOrDefault(b => b.Name == name) is not { } behaviour)
{
    Console.Error.WriteLine($"Name the server to behave as: {string.Join(", ", Behaviour.All)}.");
    return 2;
}

TaskCompletionSource stopped = new();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
await using StandInServer server = new(behaviour);
server.Start();
Console.WriteLine($"{behaviour} listens on {server.Uri}");
await stopped.Task;
foreach (var complaint in server.Complaints)
{
    Console.Error.WriteLine(complaint);
}

return server.Complaints.Count == 0 ? 0 : 1;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}
