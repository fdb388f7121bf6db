using BookingEngine.Idempotency;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Registration;

public static class IdempotencyFeature
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddSingleton<IdempotentRequests>()
        .AddSingleton<OneTimeUses>();
}
