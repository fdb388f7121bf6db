using Microsoft.Extensions.Hosting;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Background work that begins once the server listens, so that it does not delay the start.</summary>
public abstract class StartedService : BackgroundService, IHostedLifecycleService
{
    public sealed override Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => base.StartAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
