namespace BookingEngine.FunctionsHost;

/// <summary>Writes lines with UTC time to the console.</summary>
internal sealed class HostOutput(TimeProvider time)
{
    public void Write(string text) => Console.Out.WriteLine($"{time.GetUtcNow():HH:mm:ss.fff} {text}");
}
