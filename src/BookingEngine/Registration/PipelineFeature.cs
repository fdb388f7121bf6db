using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Pipeline.OwnWrites;
using BookingEngine.Pipeline.Quiet;
using BookingEngine.Pipeline.Renewal;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class PipelineFeature
{
    public static IServiceCollection AddPipeline(this IServiceCollection services) => services
        .AddSingleton<ProjectionSet>()
        .AddSingleton<StreamFold>()
        .AddSingleton<PartialFold>()
        .AddSingleton(LongStreams.Default)
        .AddSingleton<StreamReplacement>()
        .AddSingleton<StreamComparison>()
        .AddSingleton<Rebuild>()
        .AddSingleton<Subscriptions>()
        .AddSingleton<SubscriptionPositions>()
        .AddSingleton<Projector>()
        .AddSingleton<HandlerStarts>()
        .AddSingleton<EventDispatcher>()
        .AddSingleton<StreamMessageTurns>()
        .AddSingleton<ReadYourWrites>()
        .AddSingleton<RelaySignal>()
        .AddSingleton<AdvanceSignal>()
        .AddSingleton<SweepReminder>()
        .AddSingleton<Relay>()
        .AddSingleton<Sweep>()
        .AddSingleton<QuietCheck>()
        .AddSingleton<SweepJobs>()
        .AddSingleton<AnswerRenewal>();
}
