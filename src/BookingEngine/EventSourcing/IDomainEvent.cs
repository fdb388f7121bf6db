namespace BookingEngine.EventSourcing;

/// <summary>Something that happened, in the past tense. Its stored name and shape are registered in <see cref="EventCatalogue"/>.</summary>
public interface IDomainEvent;
