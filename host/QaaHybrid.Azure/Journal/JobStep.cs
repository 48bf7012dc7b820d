namespace QaaHybrid.Azure;

/// <summary>How far a job of a journal has come. A job only moves forward, except that one that was refused may be planned again.</summary>
public enum JobStep
{
    /// <summary>Written down; whether the service has it is not known.</summary>
    Planned,

    /// <summary>The service has said no; there is no such job, and nothing to pay.</summary>
    Refused,

    /// <summary>The service has it.</summary>
    Submitted,

    /// <summary>It has ended, well or not.</summary>
    Ended,

    /// <summary>Its result lies in the run's folder.</summary>
    Fetched,
}
