using BookingEngine.Availability;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class AvailabilityFeature
{
    public static IServiceCollection AddAvailability(this IServiceCollection services) => services
        .AddSingleton<MoveQueryReader>()
        .AddSingleton<CandidateReader>()
        .AddSingleton<GetAvailabilityHandler>()
        .AddSingleton<GetNextAvailabilityHandler>();
}
