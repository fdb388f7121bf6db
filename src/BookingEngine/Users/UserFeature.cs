using BookingEngine.EventSourcing;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Users;

public static class UserFeature
{
    public static IEnumerable<EventType> EventTypes => UserEventJson.Types;

    public static IServiceCollection AddUsers(this IServiceCollection services) => services
        .AddSingleton<RegisterUserHandler>()
        .AddSingleton<SignInHandler>();
}
