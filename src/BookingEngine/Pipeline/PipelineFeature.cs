using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Pipeline;

public static class PipelineFeature
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<ProjectionSet>()
        .AddSingleton<StreamFold>()
        .AddSingleton<Rebuild>()
        .AddSingleton<Followers>()
        .AddSingleton<FollowerPositions>()
        .AddSingleton<Projector>()
        .AddSingleton<Reactor>()
        .AddSingleton<OwnWrites>()
        .AddSingleton<WakeUps>()
        .AddSingleton<Relay>()
        .AddSingleton<Sweep>()
        .AddSingleton<LagProbe>();
}
