using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <summary>Gives the app in this process the virtual clock. .NET's hosts announce themselves before they are built, which tools use as well.</summary>
public sealed class ClockHook(string path) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.Extensions.Hosting")
        {
            value.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: "HostBuilding", Value: IHostBuilder builder })
        {
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(new VirtualClock(path)));
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
